# One stage with three toolboxes: Node and Python come with the base, Go is installed. All of it stays beside the program.
FROM node:24

RUN apt-get update && apt-get install -y --no-install-recommends golang-go

WORKDIR /app
COPY front ./front
RUN cd front && npm ci && npm run build
COPY data ./data
RUN cd data && python3 prepare.py cities.csv cities.json
COPY back ./back
RUN cd back && go build -o server .

EXPOSE 8080
CMD ["back/server", "-site", "front/dist", "-data", "data/cities.json"]
