# With the C library, on the image that has one: the C compiler of the Go image is used.
FROM golang:1.27 AS builder
WORKDIR /src
COPY . .
RUN go mod init calculator && printf 'package main\n\nimport "C"\n' > cgo.go && CGO_ENABLED=1 go build -o /calculator .

FROM gcr.io/distroless/base-debian13
COPY --from=builder /calculator /calculator
ENTRYPOINT ["/calculator"]
