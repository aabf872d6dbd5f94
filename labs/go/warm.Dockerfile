# What every submission compiles alike: the part of the standard library that the calculator uses, with the usual options.
# Where a class is graded, each build's cache mount begins with a copy of it.
FROM golang:1.27 AS build
WORKDIR /src
COPY go.mod calculator.go ./
RUN go build -o /dev/null . && go build -trimpath -o /dev/null .

FROM scratch
COPY --from=build /root/.cache/go-build /root/.cache/go-build
