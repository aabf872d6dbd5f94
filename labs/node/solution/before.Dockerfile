# One stage, on the image that has everything: compilers, npm and the development packages stay beside the program.
FROM node:24

WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json ./
COPY src ./src
RUN npm run build

EXPOSE 3000
CMD ["node", "dist/server.js"]
