mod diagnosis;
mod figures;
mod histogram;
mod ideal;
mod ideal_computing;
mod ideal_computing_many;
mod ideal_schedule;
mod statistics;
