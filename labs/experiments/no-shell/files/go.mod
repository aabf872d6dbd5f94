module beat

go 1.27
