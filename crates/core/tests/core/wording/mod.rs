mod explained;
mod number_input;
mod numbers;
mod outcomes;
