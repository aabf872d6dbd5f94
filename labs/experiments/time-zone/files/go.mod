module clock

go 1.27
