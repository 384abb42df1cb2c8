mod causes;
mod explain_status;
mod explained;
mod numbers;
mod outcomes;
