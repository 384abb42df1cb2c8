mod causes;
mod explain_status;
mod explain_unreachable;
mod explained;
mod number_input;
mod numbers;
mod outcomes;
