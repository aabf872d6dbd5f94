# One stage: the compiler, its library and the build cache stay in
# the image.
FROM golang:1.27
WORKDIR /src
COPY go.mod hello.go ./
RUN CGO_ENABLED=0 go build -o /hello .
ENTRYPOINT ["/hello"]
