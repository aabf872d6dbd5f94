FROM scratch
COPY out/hello /hello
ENTRYPOINT ["/hello"]
