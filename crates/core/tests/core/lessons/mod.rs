mod answers;
mod catalogue;
mod formulas;
mod formulas_ideal;
mod lesson_documents;
mod measures;
mod questions;
