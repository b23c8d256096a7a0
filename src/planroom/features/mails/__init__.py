"""The mails that Planroom writes: invitations, reminders, notices. Rows are kept until retention removes them."""
