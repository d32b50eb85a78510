// Reads one table of a recipe strictly: a key of the wrong type, and one that nobody asked for, is an
// error with its place in the file. Private to src/model/.
//
// Layers of recipes are read one after the other into the same value: a key that a layer has replaces
// what was there, one that it lacks keeps it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/toml.hpp"
#include "model/version.hpp"

namespace ftenv {

class RecipeTable {
 public:
  // Keeps references: `table` and `error` must outlive it. The first error is kept, later ones are not.
  RecipeTable(const Toml& table, std::string file, std::string path, std::optional<Error>& error);

  void text(std::string_view key, std::string& out);
  void texts(std::string_view key, std::vector<std::string>& out);
  void bytes(std::string_view key, std::int64_t& out);  // not negative
  void flag(std::string_view key, bool& out);
  void version(std::string_view key, Version& out);
  void digest(std::string_view key, std::string& out);  // sha256 in lower-case hex

  // Hands on the table under `key`, if it is there.
  void table(std::string_view key, const std::function<void(RecipeTable&)>& read);
  // Every entry of an array of tables.
  void tables(std::string_view key, const std::function<void(RecipeTable&)>& read);
  // Every key of this table that is not asked for by name elsewhere.
  std::vector<std::string> keys() const;
  bool has(std::string_view key) const { return m_table[key].exists(); }

  // "the key `sources.3.14.8` …"; `problem` goes on from there.
  void complain(std::string_view key, std::string_view problem, std::string hint = {});
  // Complains about the first key that nobody asked for.
  void finish();

 private:
  const Toml* wanted(std::string_view key);
  std::string full_name(std::string_view key) const;

  const Toml& m_table;
  std::string m_file;
  std::string m_path;
  std::optional<Error>& m_error;
  std::vector<std::string> m_known;
};

}  // namespace ftenv
