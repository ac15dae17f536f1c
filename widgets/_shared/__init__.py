"""What several widgets share: pure logic, the base class, and the course's look."""
