# What every submission compiles alike: the part of Go's standard library that the server uses, with the usual options.
FROM golang:1.27 AS build
WORKDIR /back
COPY back/ ./
RUN for cgo in 0 1; do for options in "" -trimpath; do CGO_ENABLED=$cgo go build $options -o /dev/null . || exit 1; done; done

FROM scratch
COPY --from=build /root/.cache/go-build /root/.cache/go-build
