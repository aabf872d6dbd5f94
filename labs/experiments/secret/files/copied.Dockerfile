FROM busybox:latest
COPY token.txt /token.txt
RUN wc -c < /token.txt > /used.txt
RUN rm /token.txt
