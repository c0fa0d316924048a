"""Attendance from elsewhere: another scanner's list read, its rows told apart. All pure."""
