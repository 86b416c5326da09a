//! What is made of the types that read planet.toml.

mod schema;
