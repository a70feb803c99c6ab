-- Expired invites go by themselves: every new invite sweeps those that ran out by its own time of birth.
CREATE TRIGGER invites_expire AFTER INSERT ON invites
BEGIN
  DELETE FROM invites WHERE expires_at <= NEW.created_at AND join_code <> NEW.join_code;
END;
