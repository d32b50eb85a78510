// Words in Rust's source text. Pure. Private to this room.
#pragma once

#include <string>
#include <string_view>

namespace ftenv {

// Where `word` stands as a name of its own at or after `from`, or npos.
std::size_t find_word(std::string_view code, std::string_view word, std::size_t from);

std::size_t skip_blanks(std::string_view code, std::size_t at);

// The name that begins at `at`, or nothing.
std::string word_at(std::string_view code, std::size_t at);

int line_of(std::string_view text, std::size_t at);  // 1-based

}  // namespace ftenv
