FROM busybox:latest
RUN --mount=type=secret,id=token wc -c < /run/secrets/token > /used.txt
