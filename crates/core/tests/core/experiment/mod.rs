mod computation;
mod faults;
mod plan;
mod url_hosts;
mod url_list;
mod url_parts;
mod url_pattern;
mod urls;
