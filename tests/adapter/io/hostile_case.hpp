// Archives that somebody made to do harm, as bytes, and what has to become of each.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "io/archive/archive.hpp"
#include "support/raw_archive.hpp"

namespace ftenv::test {

// What lies in a directory: "/" for a folder, "-> target" for a link, else the content.
using Tree = std::map<std::string, std::string>;

struct HostileCase {
  std::string what;
  std::string tar;      // empty where tar can't express it
  std::string zip;      // the same for zip
  std::string refusal;  // part of the message; empty: what is unpacked is harmless
  Tree tree = {};       // then it is this
  bool either = false;  // or it is refused: not every version of the library says the same
  ExtractLimits limits = {};
  // Done to the file when it has been compressed.
  std::size_t cut_at_percent = 100;
  std::string behind = {};
  bool only_compressed = false;
};

// Any of the ways to say that an archive can't be read.
constexpr const char* k_unreadable = "can't be read";

// An entry that both formats know, and for tar alone: h a hard link, c, b and p devices and a FIFO.
struct Part {
  std::string path;
  char kind = 'f';           // f file, d folder, l link, s socket
  std::string content = {};  // or a link's target
  unsigned mode = 0644;
};

std::string tar_of(const std::vector<Part>& parts);
std::string zip_of(const std::vector<Part>& parts);

// `outside` is an absolute path that must stay as it is, with a file `secret` in it.
std::vector<HostileCase> hostile_entries(const std::string& outside);  // what both formats can say
std::vector<HostileCase> hostile_tars(const std::string& outside);     // what stands in headers of tar
std::vector<HostileCase> hostile_zips(const std::string& outside);
// Bombs, and cut or damaged ones. A zip of a file of zeros has to be handed over: here nothing compresses.
std::vector<HostileCase> hostile_bytes(const std::string& zip_of_zeros);

}  // namespace ftenv::test
