# What every submission compiles alike: the part of the standard library that the calculator uses, with the usual options,
# and what "go test" needs besides. Where a class is graded, each build's cache mount begins with a copy of it.
FROM golang:1.27 AS build
WORKDIR /src
COPY go.mod calculator.go calculator_test.go ./
RUN go build -o /dev/null . && go build -trimpath -o /dev/null . && go test -run='^$' .

FROM scratch
COPY --from=build /root/.cache/go-build /root/.cache/go-build
