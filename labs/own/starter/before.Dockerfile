# The simplest Dockerfile that works for your app, with one stage. Put your files beside it, and write yours here.
FROM debian:trixie

WORKDIR /app
COPY . .

CMD ["ls", "-l"]
