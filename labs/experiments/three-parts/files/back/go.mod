module cities

go 1.27
