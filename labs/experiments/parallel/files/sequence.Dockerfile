# The same work in one stage: each step waits for the one before it.
FROM busybox:latest
RUN sleep 4 && echo front > /front.txt
RUN sleep 4 && echo back > /back.txt
RUN sleep 4 && echo manual > /manual.txt
CMD ["cat", "/front.txt", "/back.txt"]
