mod causes;
mod explain_status;
mod explained;
mod number_input;
mod numbers;
mod outcomes;
