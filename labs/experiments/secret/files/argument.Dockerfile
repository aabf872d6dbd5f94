FROM busybox:latest
ARG TOKEN=this-is-a-made-up-token-for-the-course
RUN echo "$TOKEN" | wc -c > /used.txt
