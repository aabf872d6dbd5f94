FROM busybox:latest AS work
RUN dd if=/dev/urandom of=/archive.bin bs=1000000 count=5
RUN wc -c < /archive.bin > /report.txt

FROM busybox:latest
COPY --from=work /report.txt /report.txt
