#include "inspect/tree_listing.hpp"

#include <filesystem>

#include "base/files.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace ftenv {
namespace {

// Names are bytes on some systems, and JSON is UTF-8: what is neither is written as %XX.
std::string escaped(const std::string& bytes) {
  constexpr const char* digits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    if (value < 0x80 && value != '%') {
      text += byte;
    } else {
      text += '%';
      text += digits[value >> 4];
      text += digits[value & 15];
    }
  }
  return text;
}

int value_of(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return -1;
}

std::string unescaped(const std::string& text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%' && at + 2 < text.size() && value_of(text[at + 1]) >= 0 &&
        value_of(text[at + 2]) >= 0) {
      bytes += static_cast<char>(value_of(text[at + 1]) * 16 + value_of(text[at + 2]));
      at += 2;
    } else {
      bytes += text[at];
    }
  }
  return bytes;
}

TreeItem item_at(const fs::path& path, FsError& error) {
  TreeItem item;
  const fs::file_type type = fs::symlink_status(path, error).type();
  if (type == fs::symlink_file) {
    item.kind = TreeItem::link;
    item.target = fs::read_symlink(path, error).string();
  } else if (type == fs::directory_file) {
    item.kind = TreeItem::folder;
  } else if (type == fs::regular_file) {
    item.size = fs::file_size(path, error);
    // Boost's last_write_time knows seconds only, and a file can be changed within one.
    std::error_code code;
    item.modified = static_cast<std::int64_t>(
        std::filesystem::last_write_time(path.native(), code).time_since_epoch().count());
    if (code) error = FsError(code.value(), boost::system::system_category());
  } else {
    item.kind = TreeItem::other;
  }
  return item;
}

}  // namespace

Result<TreeListing> list_tree(const fs::path& root) {
  TreeListing listing;
  FsError error;
  if (fs::symlink_status(root, error).type() != fs::directory_file) return listing;
  error.clear();
  fs::recursive_directory_iterator at(root, error), end;
  while (!error && at != end) {
    const std::string name = at->path().lexically_relative(root).generic_string();
    FsError gone;
    TreeItem item = item_at(at->path(), gone);
    // What goes away while it is looked at was never there.
    if (!gone) listing.emplace(name, std::move(item));
    at.increment(error);
  }
  if (error) return fail(file_error(error, "read", root));
  return listing;
}

std::string tree_listing_text(const TreeListing& listing) {
  std::string text;
  for (const auto& [path, item] : listing) {
    Json line;
    line.push(escaped(path)).push(static_cast<int>(item.kind));
    if (item.kind == TreeItem::file) line.push(static_cast<std::int64_t>(item.size)).push(item.modified);
    if (item.kind == TreeItem::link) line.push(escaped(item.target));
    text += line.dump(-1) + "\n";
  }
  return text;
}

Result<TreeListing> parse_tree_listing(std::string_view text) {
  TreeListing listing;
  for (const std::string& line : split_lines(text)) {
    const auto json = Json::parse(line);
    if (!json || json->items().size() < 2) return fail(ErrorCode::internal, "not a listing: " + line);
    const Json::Array& parts = json->items();
    const std::int64_t kind = parts[1].int_or(-1);
    const std::size_t wanted = kind == TreeItem::file ? 4 : kind == TreeItem::link ? 3 : 2;
    if (kind < 0 || kind > TreeItem::other || parts.size() != wanted)
      return fail(ErrorCode::internal, "not a listing: " + line);
    TreeItem item;
    item.kind = static_cast<TreeItem::Kind>(kind);
    if (item.kind == TreeItem::file) {
      item.size = static_cast<std::uintmax_t>(parts[2].int_or(0));
      item.modified = parts[3].int_or(0);
    } else if (item.kind == TreeItem::link) {
      item.target = unescaped(parts[2].string_or(""));
    }
    listing.emplace(unescaped(parts[0].string_or("")), std::move(item));
  }
  return listing;
}

}  // namespace ftenv
