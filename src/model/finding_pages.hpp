// What ftenv has to say about each id that a finding or an error can have: recipes/findings/*.toml.
// `ftenv explain ID`, docs/troubleshooting.md and the words of doctor come from here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.hpp"
#include "base/result.hpp"
#include "model/recipe/overlay.hpp"

namespace ftenv {

struct FindingPage {
  std::string id;
  std::string title;    // one clause, lower case: "the virtual environment's interpreter is gone"
  std::string about;    // what happened and what it leads to, for someone who knows neither Rust nor PyO3
  std::string way_out;  // what to do; commands in `backticks`
  std::string sample;   // what one sees: an output, if it has a telling one
  // Why neither a check nor a pattern detects it; empty where one does. A test holds this to the truth.
  std::string not_detected;
};

// A family of ids: one file.
struct FindingFamily {
  std::string prefix;    // "IN"
  std::string title;     // "Which interpreter, which environment"
  std::string found_by;  // "ftenv wheel check": its ids are that command's own; empty: doctor's, explain's
  std::vector<FindingPage> pages;  // in the file's order
};

class FindingPages {
 public:
  // A page of an overlay takes the place of the one with its id, or is added.
  // Errors: recipe, with FILE:LINE:COL; usage where the file is an overlay's. Reads some hundred kilobytes:
  // only what talks of findings calls it.
  static Result<FindingPages> load(const Overlays& overlays = {});
  static Result<FindingPages> load_from(const std::vector<EmbeddedFile>& files,
                                        const Overlays& overlays = {});

  const FindingPage* find(std::string_view id) const;  // nullptr where there is none
  const std::vector<FindingFamily>& families() const { return m_families; }

 private:
  std::vector<FindingFamily> m_families;  // in the order of `order` in the files
};

}  // namespace ftenv
