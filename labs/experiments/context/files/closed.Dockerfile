FROM busybox:latest
WORKDIR /app
COPY . .
RUN sleep 2 && chmod +x app.sh
CMD ["./app.sh"]
