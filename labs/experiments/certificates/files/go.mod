module secure

go 1.27
