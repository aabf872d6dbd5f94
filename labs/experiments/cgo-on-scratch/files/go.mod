module lookup

go 1.27
