// Small, pure operations on text that the standard library lacks.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ftenv {

std::string_view trim(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);
// Lines without their ends; "\r\n" counts as one end. No empty last line for a final newline.
std::vector<std::string> split_lines(std::string_view text);
std::vector<std::string> split_words(std::string_view text);  // at runs of blanks
std::string join(const std::vector<std::string>& parts, std::string_view separator);
bool starts_with(std::string_view text, std::string_view prefix);
bool ends_with(std::string_view text, std::string_view suffix);
bool contains(std::string_view text, std::string_view part);
std::string to_lower(std::string_view text);  // ASCII only
std::string to_upper(std::string_view text);  // ASCII only
std::string replace_all(std::string text, std::string_view from, std::string_view to);

// One argv as a line that a POSIX shell reads back to the same argv. For showing, never for running.
std::string shell_quote(std::string_view argument);
std::string shell_line(const std::vector<std::string>& argv);

std::string human_bytes(std::uintmax_t bytes);                   // "23.2 MB", powers of 1000
std::string human_duration(std::chrono::duration<double> time);  // "0.4 s", "1 min 05 s"

// Without ANSI escape sequences, and of a line that was overwritten with \r only what stayed visible.
std::string strip_terminal_codes(std::string_view text);

// The candidate nearest to `word` (edit distance at most a third of its length), or an empty string.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace ftenv
