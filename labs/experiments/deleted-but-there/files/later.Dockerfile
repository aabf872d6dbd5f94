FROM busybox:latest
RUN dd if=/dev/urandom of=/archive.bin bs=1000000 count=5
RUN rm /archive.bin
