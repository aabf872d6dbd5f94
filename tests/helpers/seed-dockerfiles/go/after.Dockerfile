# The walk-through after: a static program on an image with nothing else.
FROM golang:1.27 AS build

ENV GO111MODULE=off

COPY . .

RUN CGO_ENABLED=0 go build -o /app .

FROM scratch

COPY --from=build /app /app

ENTRYPOINT ["/app"]
