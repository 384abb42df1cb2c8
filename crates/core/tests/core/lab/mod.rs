mod addresses;
mod answers;
mod capacity;
mod counter;
