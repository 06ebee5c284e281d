"""What was handed out, for a clinic's records: a receipt, a FHIR resource, topics by diagnosis code."""
