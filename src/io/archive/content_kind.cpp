#include "io/archive/content_kind.hpp"

#include <array>

#include "base/text.hpp"

namespace ftenv {
namespace {

struct Magic {
  std::string_view bytes;
  std::string_view kind;
};

constexpr std::array<Magic, 10> k_magics = {{
    {"\x7f"
     "ELF",
     "a program"},
    {"MZ", "a program"},
    {"!<arch>\n", "a static library or a package"},
    {"%PDF-", "a PDF document"},
    {"version https://git-lfs", "a pointer to a file that is kept elsewhere"},
    {"-----BEGIN PGP", "a signature"},
    {"\x1f\x8b", "a gzip file"},
    {std::string_view("\xfd"
                      "7zXZ\0",
                      6),
     "an xz file"},
    {"BZh", "a bzip2 file"},
    {"\x28\xb5\x2f\xfd", "a zstd file"},
}};

std::string_view without_byte_order_mark(std::string_view head) {
  return starts_with(head, "\xef\xbb\xbf") ? head.substr(3) : head;
}

bool is_text(std::string_view head) {
  for (const char c : head) {
    if (static_cast<unsigned char>(c) < 0x20 && std::string_view("\t\n\r\f\x1b").find(c) == head.npos) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool looks_like_web_page(std::string_view head) {
  const std::string start = to_lower(trim(without_byte_order_mark(head.substr(0, 512))));
  if (!starts_with(start, "<")) return false;
  for (const std::string_view tag :
       {"<!doctype html", "<html", "<head", "<body", "<script", "<title", "<meta"}) {
    if (contains(start, tag)) return true;
  }
  return false;
}

std::string content_kind(std::string_view head) {
  if (head.empty()) return "an empty file";
  if (looks_like_web_page(head)) return "a web page";
  for (const Magic& magic : k_magics) {
    if (starts_with(head, magic.bytes)) return std::string(magic.kind);
  }
  if (!is_text(head)) return "unknown data";
  const std::string_view start = trim(without_byte_order_mark(head));
  if (starts_with(start, "<")) return "an XML document";
  if (starts_with(start, "{") || starts_with(start, "[")) return "JSON";
  return "plain text";
}

}  // namespace ftenv
