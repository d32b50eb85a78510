// Edits of a TOML text at the places that its reader has seen: comments, order and layout of everything
// else stay. Pure; `value`s are of the text that is given.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text_edit.hpp"
#include "model/toml.hpp"

namespace ftenv {

std::size_t offset_of(std::string_view text, TomlPosition at);

// Items of an array. One that has a line of its own goes with the line.
std::vector<TextEdit> remove_items(std::string_view text, const Toml& array,
                                   const std::vector<std::size_t>& indexes);

// `value` ("\"abi3\"") as a new item after the item `index`, or with -1 before all; in the quotes that the
// others have.
std::vector<TextEdit> insert_item(std::string_view text, const Toml& array, int index,
                                  const std::string& value);

TextEdit replace_value(std::string_view text, const Toml& value, const std::string& literal);

// KEY = VALUE with its line, or its part of a table in braces.
std::vector<TextEdit> remove_member(std::string_view text, const Toml& table, const std::string& key);

// `statement` ("abi3 = []") in a line after the member `after`, written as that one is (indented, with
// the first parts of a dotted key); with an empty `after` at the head of the table. A table in braces gets
// it at its head.
TextEdit insert_member(std::string_view text, const Toml& table, const std::string& after,
                       const std::string& statement);

// The lines of a new table ("[features]" and its members), before `before` and the comment that belongs to
// it if that one has a header, else at the end.
TextEdit insert_table(std::string_view text, const Toml& before, const std::vector<std::string>& lines);

}  // namespace ftenv
