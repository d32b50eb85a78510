#include "engine/cpython/build_tree.hpp"

#include "base/files.hpp"

namespace ftenv {
namespace {

constexpr const char* k_working = "working";

fs::path mark_path(const fs::path& directory, std::string_view name) {
  return directory / ("." + std::string(name));
}

}  // namespace

bool BuildTree::unpacked() const {
  FsError ignored;
  return fs::is_directory(source(), ignored);
}

bool BuildTree::marked(std::string_view name) const {
  FsError ignored;
  return unpacked() && fs::exists(mark_path(m_directory, name), ignored);
}

Status BuildTree::mark(std::string_view name) const {
  return write_text_atomically(mark_path(m_directory, name), "");
}

Status BuildTree::prepare() const {
  FTENV_CHECK(make_directories(m_directory));
  FTENV_CHECK(remove_tree(unpacking()));
  if (!marked(k_working)) return {};
  FTENV_CHECK(remove_tree(m_directory));
  return make_directories(m_directory);
}

Status BuildTree::remove() const {
  return remove_tree(m_directory);
}

Result<BuildTree::Work> BuildTree::Work::begin(const BuildTree& tree) {
  FTENV_CHECK(tree.mark(k_working));
  return Work(mark_path(tree.m_directory, k_working));
}

BuildTree::Work::Work(Work&& other) noexcept : m_mark(std::move(other.m_mark)) {
  other.m_mark.clear();
}

BuildTree::Work::~Work() {
  FsError ignored;
  if (!m_mark.empty()) fs::remove(m_mark, ignored);
}

}  // namespace ftenv
