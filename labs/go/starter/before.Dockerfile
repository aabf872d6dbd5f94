# One stage: what is needed to build stays in the image beside what is needed to run.
FROM debian:trixie

RUN apt-get update && apt-get install -y golang-go

WORKDIR /src
COPY go.mod calculator.go ./
RUN go build -o /usr/local/bin/calculator .

ENTRYPOINT ["/usr/local/bin/calculator"]
