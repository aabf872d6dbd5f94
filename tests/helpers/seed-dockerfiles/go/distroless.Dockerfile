FROM golang:1.27 AS builder
WORKDIR /src
COPY . .
RUN go mod init calculator && CGO_ENABLED=0 go build -o /calculator .

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=builder /calculator /calculator
ENTRYPOINT ["/calculator"]
