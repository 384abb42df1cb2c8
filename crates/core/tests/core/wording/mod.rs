mod explained;
mod numbers;
mod outcomes;
