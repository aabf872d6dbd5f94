# The grader in a container: docker build -f docs/ci/grader.Dockerfile -t stagecraft-grader .
FROM node:24-slim AS packages
WORKDIR /opt/stagecraft
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24-slim
WORKDIR /opt/stagecraft
COPY --from=packages /opt/stagecraft/node_modules node_modules
COPY package.json ./
COPY labs labs
COPY src src
# What may be kept from one grading to the next: measured bases and the images to compare with.
ENV STAGECRAFT_DATA=/data
VOLUME /data
ENTRYPOINT ["node", "/opt/stagecraft/src/cli/main.ts", "grade"]
