# planet in a small image: mount the folder of planet.toml at /planet.
#
#   docker run --rm --volume "$PWD:/planet" --user "$(id -u):$(id -g)" ghcr.io/planetfeed/planet build
FROM rust:1-alpine AS build
RUN apk add --no-cache gcc musl-dev
WORKDIR /source
COPY . .
RUN cargo build --release --locked

FROM alpine:3
COPY --from=build /source/target/release/planet /usr/local/bin/planet
WORKDIR /planet
ENTRYPOINT ["planet"]
CMD ["build"]
