module atlas

go 1.24
