FROM golang:1.27 AS build
WORKDIR /src
COPY go.mod server.go ./
# The folder is kept between builds, beside the image: the compiler
# finds its own results again.
RUN --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 go build -o /server .

FROM scratch
COPY --from=build /server /server
ENTRYPOINT ["/server"]
