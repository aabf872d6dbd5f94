module double

go 1.27
